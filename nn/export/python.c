// All that is said is in the template: the weights stay in their file.
#include "nn/export/python.h"

#include "nn/export/filled.h"
#include "nn/export/template.h"

void python_write(struct buffer *out, const struct export_source *source)
{
    filled_add(out, template_network, source);
}
