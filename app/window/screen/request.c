// Leaving requests: nothing is done here.
#include "app/window/screen/request.h"
#include "app/window/screen/action.h"

static void add(struct app *app, struct request request)
{
    struct requests *requests = &app->requests;
    if (requests->count < REQUESTS_MAX)
        requests->list[requests->count++] = request;
}

void request_row(struct app *app, const struct action *row)
{
    if (row)
        add(app, (struct request){.action = row});
}

void request_action(struct app *app, enum action_id id)
{
    request_row(app, action_find(app, id));
}

void request(struct app *app, request_call *call, int value)
{
    add(app, (struct request){.call = call, .value = value});
}
