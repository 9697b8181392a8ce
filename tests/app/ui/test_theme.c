// The colours of all themes can be told apart by whoever reads them.
#include "tests/support/support.h"

#include "app/ui/ui_theme.h"

#include <math.h>

static double channel(uint32_t colour, int shift)
{
    double level = (colour >> shift & 255) / 255.0;
    return level <= 0.04045 ? level / 12.92 : pow((level + 0.055) / 1.055, 2.4);
}

static double contrast(uint32_t a, uint32_t b)
{
    double la = 0.2126 * channel(a, 16) + 0.7152 * channel(a, 8) + 0.0722 * channel(a, 0);
    double lb = 0.2126 * channel(b, 16) + 0.7152 * channel(b, 8) + 0.0722 * channel(b, 0);
    return (fmax(la, lb) + 0.05) / (fmin(la, lb) + 0.05);
}

static void test_every_theme_has_readable_contrast(void **state)
{
    (void)state;
    const struct theme *themes[] = {&theme_light, &theme_dark, &theme_contrast};
    for (int i = 0; i < 3; i++) {
        const struct theme *t = themes[i];
        const uint32_t grounds[] = {t->window, t->panel, t->control, t->control_hover};
        for (int g = 0; g < 4; g++) {
            assert_true(contrast(t->text, grounds[g]) >= 7);
            assert_true(contrast(t->text_muted, grounds[g]) >= (i == 2 ? 7 : 4.5));
            assert_true(contrast(t->disabled_text, grounds[g]) >= 3); // WCAG asks for nothing
            assert_true(contrast(t->focus, grounds[g]) >= 3);
        }
        assert_true(contrast(t->text, t->control_pressed) >= 4.5);
        const uint32_t accents[] = {t->accent, t->accent_hover, t->accent_pressed};
        for (int a = 0; a < 3; a++)
            assert_true(contrast(t->text_on_accent, accents[a]) >= 4.5);
        assert_true(contrast(t->accent, t->panel) >= 3);
        assert_true(contrast(t->focus, t->paper) >= 3);
        assert_true(contrast(t->good, t->panel) >= 4.5 && contrast(t->bad, t->panel) >= 4.5);
        assert_true(contrast(t->ink, t->paper) >= 12);
        assert_int_equal(t->dark, contrast(t->window, 0xffffffff) > 10);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_theme_has_readable_contrast),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
