// What the dialog of the export owns.
#include "app/window/screen/export_form.h"
#include <stdlib.h>

void export_form_free(struct export_form *form)
{
    strokes_free(&form->digits);
    free(form->chosen);
    *form = (struct export_form){0};
}
