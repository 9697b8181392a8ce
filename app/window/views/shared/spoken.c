// A language is remembered by its code, as its place among the others depends on which there are.
#include "app/window/views/shared/spoken.h"

#include "app/language/languages.h"
#include "app/language/tr.h"
#include "app/session/shown_digits.h"

#include <stdio.h>
#include <string.h>

static const struct catalogue *catalogue_of(int row)
{
    return row == SPOKEN_OF_SYSTEM ? languages_of_environment()
                                   : languages_at(row - SPOKEN_CATALOGUES);
}

static const char *code_of(int row)
{
    const struct catalogue *catalogue = catalogue_of(row);
    return row == SPOKEN_OF_SYSTEM ? "" : catalogue ? catalogue_code(catalogue) : "en";
}

int spoken_count(void)
{
    return SPOKEN_CATALOGUES + languages_count();
}

int spoken_row(const struct app *app)
{
    for (int row = 0; row < spoken_count(); row++)
        if (strcmp(app->session.settings.language, code_of(row)) == 0)
            return row;
    return SPOKEN_ENGLISH;
}

void spoken_name(int row, char name[SPOKEN_NAME])
{
    const struct catalogue *catalogue = catalogue_of(row);
    const char *own = catalogue ? catalogue_name(catalogue) : "English";
    if (row == SPOKEN_OF_SYSTEM)
        tr_print(name, SPOKEN_NAME, "The system's (%s)", own);
    else
        snprintf(name, SPOKEN_NAME, "%s", own);
}

bool spoken_can(const struct app *app, int row)
{
    const struct catalogue *catalogue = catalogue_of(row);
    return !catalogue || text_can_show(app->text, catalogue_name(catalogue));
}

void spoken_choose(struct app *app, int row)
{
    if (!spoken_can(app, row))
        return;
    snprintf(app->session.settings.language, sizeof app->session.settings.language, "%s",
             code_of(row));
    languages_choose(app->session.settings.language);
    shown_digits_note_again(&app->session);
    char name[SPOKEN_NAME];
    spoken_name(row, name); // and away with what was said in the other language
    notice_say(&app->session.notice, name, ACTION_NONE, 3);
}

bool spoken_now(int row)
{
    return catalogue_of(row) == tr_used();
}
