// Four cards share a row whose width decides what each of them may show: they are placed together
// because each takes what the others leave.
#include "app/window/layout/layout_cards.h"

static const float tools_width = 72; // two tool buttons beside each other

static struct rect card_title(const struct layout_spacing *spacing, struct rect card)
{
    return (struct rect){card.x + spacing->padding, card.y + spacing->padding,
                         card.w - 2 * spacing->padding, spacing->title};
}

static struct rect card_body(const struct layout_spacing *spacing, struct rect card)
{
    int top = spacing->padding + spacing->title + spacing->row;
    return (struct rect){card.x + spacing->padding, card.y + top, card.w - 2 * spacing->padding,
                         card.h - top - spacing->padding};
}

// Where there is room beside the pad for tools and brush, the pad has the card's whole height.
static int draw_card_width(const struct layout *layout, const struct layout_spacing *spacing,
                           int height, bool beside)
{
    if (beside)
        return height + spacing->row + px(layout, tools_width);
    struct rect body = card_body(spacing, (struct rect){0, 0, layout->width, height});
    return body.h + spacing->row + spacing->tool + 2 * spacing->padding;
}

// The pad at the left; at the right the title, the tools in two columns, the brush at the bottom.
static void place_wide_draw_card(struct layout *layout, const struct layout_spacing *spacing,
                                 struct rect card)
{
    struct rect body = rect_inset(card, spacing->padding);
    layout->pad = (struct rect){body.x, body.y, body.h, body.h};
    int x = body.x + body.h + spacing->row, w = body.x + body.w - x;
    int top = body.y + spacing->title + spacing->row, pitch = spacing->tool + spacing->row;
    layout->draw_title = (struct rect){x, body.y, w, spacing->title};
    for (int i = 0; i < LAYOUT_TOOLS; i++)
        layout->tool[i] =
            (struct rect){x + i % 2 * pitch, top + i / 2 * pitch, spacing->tool, spacing->tool};
    layout->brush = (struct rect){x, body.y + body.h - spacing->title, w, spacing->title};
    layout->brush_label = layout->brush;
    layout->brush_label.y -= spacing->title;
}

void layout_place_draw_card(struct layout *layout, const struct layout_spacing *spacing,
                            struct rect card)
{
    layout->card[PANEL_PAD] = card;
    struct rect body = card_body(spacing, card);
    layout->pad = (struct rect){body.x, body.y, body.h, body.h};
    int gap = min_int(spacing->row, (body.h - LAYOUT_TOOLS * spacing->tool) / (LAYOUT_TOOLS - 1));
    for (int i = 0; i < LAYOUT_TOOLS; i++)
        layout->tool[i] =
            (struct rect){body.x + body.h + spacing->row, body.y + i * (spacing->tool + gap),
                          spacing->tool, spacing->tool};
    // The brush shares the title's row, and ends where the tools end.
    int label = px(layout, 56);
    layout->draw_title = card_title(spacing, card);
    layout->brush = layout->draw_title;
    layout->brush.x += label;
    layout->brush.w -= label;
    layout->draw_title.w = label;
}

// Three lines under the image, where they leave a large one.
static int sees_caption_height(const struct layout *layout, const struct layout_spacing *spacing,
                               int body_height)
{
    return body_height > px(layout, 200) ? 3 * spacing->small : 0;
}

// The largest image that a row of this height has room for.
int layout_sees_side(const struct layout *layout, const struct layout_spacing *spacing, int height)
{
    struct rect body = card_body(spacing, (struct rect){0, 0, layout->width, height});
    int caption = sees_caption_height(layout, spacing, body.h);
    return max_int(1, (body.h - caption) / LENET_SIDE) * LENET_SIDE;
}

int layout_sees_width(const struct layout *layout, const struct layout_spacing *spacing, int image)
{
    return max_int(image, px(layout, 72)) + 2 * spacing->padding;
}

void layout_place_sees_card(struct layout *layout, const struct layout_spacing *spacing,
                            struct rect card, int image)
{
    layout->card[PANEL_SEES] = card;
    layout->sees_title = card_title(spacing, card);
    struct rect body = card_body(spacing, card);
    int caption = sees_caption_height(layout, spacing, body.h);
    int above = caption > 0 ? 0 : (body.h - image) / 2;
    layout->sees_image =
        (struct rect){body.x + (body.w - image) / 2, body.y + max_int(0, above), image, image};
    // It begins a little under the image and ends a little inside the padding.
    int top = layout->sees_image.y + image + px(layout, 4);
    if (caption > 0)
        layout->sees_caption =
            (struct rect){body.x, top, body.w, body.y + body.h + px(layout, 4) - top};
}

// Where there is room under the bars, both buttons stand there; else the first shares the title's
// row. Shortens the body.
static void place_teaching(struct layout *layout, const struct layout_spacing *spacing,
                           struct rect *body)
{
    int height = px(layout, 28), correct = px(layout, 60), learn = px(layout, 76);
    layout->correct = layout->learn = (struct rect){0, 0, 0, 0};
    if (body->h < px(layout, 220) || body->w < correct + spacing->row + learn) {
        struct rect *title = &layout->reading_title;
        layout->correct = (struct rect){title->x + title->w - correct, title->y, correct, title->h};
        title->w -= correct + spacing->row;
        return;
    }
    int top = body->y + body->h - height, left = body->x + correct + spacing->row;
    layout->correct = (struct rect){body->x, top, correct, height};
    layout->learn = (struct rect){left, top, body->x + body->w - left, height};
    body->h -= height + spacing->row;
}

// What the digit is wide at least, for the words beneath it in two lines, if that leaves the bars
// enough. The words may reach a little into the space around.
static const float verdict_least = 42, bars_least = 80, note_reach = 4;

static int verdict_width(const struct layout *layout, int card, int gap, int share)
{
    int room = card - gap - px(layout, bars_least);
    return max_int(card * share / 100, min_int(px(layout, verdict_least), room));
}

// The verdict at the left, the bars at the right.
static void place_reading(struct layout *layout, const struct layout_spacing *spacing,
                          struct rect body)
{
    bool narrow = body.w < px(layout, 168);
    int note = 2 * spacing->small; // what is said of it is never left out
    int gap = (narrow ? 1 : 2) * spacing->row;
    int share = layout->verdict_share ? layout->verdict_share : narrow ? 30 : 36;
    int width = verdict_width(layout, body.w, gap, share);
    int verdict = min_int(width, body.h - note), reach = px(layout, note_reach);
    int top = body.y + (body.h - verdict - note) / 2;
    layout->verdict = (struct rect){body.x + (width - verdict) / 2, top, verdict, verdict};
    layout->verdict_note = (struct rect){body.x - reach, top + verdict, width + 2 * reach, note};
    int left = body.x + width + gap;
    int pitch = min_int(body.h / LENET_CLASSES, px(layout, 44));
    int first = body.y + (body.h - pitch * LENET_CLASSES) / 2;
    for (int i = 0; i < LENET_CLASSES; i++)
        layout->bar[i] = (struct rect){left, first + i * pitch, body.x + body.w - left, pitch};
}

void layout_place_reading_card(struct layout *layout, const struct layout_spacing *spacing,
                               struct rect card)
{
    layout->card[PANEL_READING] = card;
    layout->reading_title = card_title(spacing, card);
    layout->reading_body = card_body(spacing, card);
    place_teaching(layout, spacing, &layout->reading_body);
    place_reading(layout, spacing, layout->reading_body);
}

// Heights of the row of digits, and of bars that leave it room; else it stands for the title.
static const float digits_row = 52, bar_least = 13;

void layout_place_digits(struct layout *layout, const struct layout_spacing *spacing)
{
    struct rect body = layout->reading_body;
    int height = px(layout, digits_row);
    layout->digits = layout->reading_title;
    if (body.h - height - spacing->row < px(layout, bar_least) * LENET_CLASSES)
        return;
    layout->digits = (struct rect){body.x, body.y, body.w, height};
    body.y += height + spacing->row;
    body.h -= height + spacing->row;
    place_reading(layout, spacing, body);
}

void layout_place_side_card(struct layout *layout, const struct layout_spacing *spacing,
                            struct rect card)
{
    layout->card[PANEL_SIDE] = card;
    layout->side_title = card_title(spacing, card);
    layout->side_body = card_body(spacing, card);
}

// Logical widths that cards are read at with ease, and what they get where the image
// has to shrink for them (in the smallest windows they get a little less).
static const float reading_min = 228, side_min = 196, side_max = 440;
static const float reading_least = 150, side_least = 144, image_least = 72;

// Places what the network sees from `left` on; returns where the next card begins. The image grows
// with the row's height but leaves `others` to the cards at its right.
static int add_sees_card(struct layout *layout, const struct layout_spacing *spacing,
                         struct rect row, int left, int others)
{
    int image = layout_sees_side(layout, spacing, row.h);
    int room = row.x + row.w - left - others - spacing->gap;
    while (layout_sees_width(layout, spacing, image) > room &&
           image - LENET_SIDE >= px(layout, image_least))
        image -= LENET_SIDE;
    struct rect sees = {left, row.y, layout_sees_width(layout, spacing, image), row.h};
    layout_place_sees_card(layout, spacing, sees, image);
    return sees.x + sees.w + spacing->gap;
}

// The width of the card at the right, of what it shares with the reading; 0 if there is no room.
static int side_card_width(const struct layout *layout, const struct layout_spacing *spacing,
                           int rest, bool training)
{
    int shared = rest - spacing->gap;
    if (shared >= px(layout, reading_min) + px(layout, side_min))
        return min_int(px(layout, side_max), min_int(max_int(shared / 2, px(layout, side_min)),
                                                     shared - px(layout, reading_min)));
    if (!training)
        return 0;
    return (int)((float)shared * side_least / (reading_least + side_least));
}

void layout_place_cards(struct layout *layout, const struct layout_spacing *spacing,
                        struct rect row, bool training)
{
    int image = layout_sees_width(layout, spacing, layout_sees_side(layout, spacing, row.h));
    int easy = px(layout, reading_min) + spacing->gap + px(layout, side_min);
    int least = px(layout, reading_least) + spacing->gap + px(layout, side_least);
    struct rect draw = row, reading = row, side = row;
    draw.w = draw_card_width(layout, spacing, row.h, true);
    bool beside = draw.w + image + easy + 2 * spacing->gap <= row.w;
    draw.w = draw_card_width(layout, spacing, row.h, beside);
    layout->card[PANEL_PAD] = draw;
    if (beside)
        place_wide_draw_card(layout, spacing, draw);
    else
        layout_place_draw_card(layout, spacing, draw);
    reading.x = add_sees_card(layout, spacing, row, draw.x + draw.w + spacing->gap,
                              training ? least : px(layout, 190));
    int rest = row.x + row.w - reading.x;
    side.w = side_card_width(layout, spacing, rest, training);
    side.x = row.x + row.w - side.w;
    reading.w = side.w > 0 ? side.x - spacing->gap - reading.x : rest;
    layout_place_reading_card(layout, spacing, reading);
    if (side.w > 0)
        layout_place_side_card(layout, spacing, side);
}
