// How any run of the trainer begins: one that trains from the beginning, and one that fine-tunes.
#include "app/training/data_source.h"
#include "app/window/shell_private.h"
#include <string.h>
#include <strings.h>

bool app_training(const struct app *app)
{
    enum trainer_phase phase = app->session.progress.phase;
    return phase == TRAINER_LOADING || phase == TRAINER_RUNNING || phase == TRAINER_PAUSED;
}

void app_begin_run(struct app *app, struct trainer_job *job)
{
    char data[PATH_SIZE];
    int processors = threads_processors();
    weights_before_keep(app);
    if (!data_source_is_practice(job->data) && path_absolute(data, job->data, NULL))
        memcpy(job->data, data, PATH_SIZE); // a run may be continued from another folder
    job->threads = processors > 1 ? processors - 1 : 1;
    trainer_get_progress(app->session.trainer, &app->session.progress);
    app->session.trainer_generation =
        app->session.progress.generation; // the weights before are not its own
    trainer_start(app->session.trainer, job);
    trainer_get_progress(app->session.trainer, &app->session.progress);
    app->session.progress.phase = TRAINER_LOADING; // a run that is over already is news, too
    app->session.follow_trainer = true;
    app->session.settings.show_training = true;
    app->dirty = true;
}

const char *app_data_name(const char *data)
{
    if (data_source_is_practice(data))
        return "practice digits";
    return strcasecmp(path_name(data), "mnist") == 0 ? "MNIST" : path_name(data);
}

void app_data_folder(const struct app *app, char folder[PATH_SIZE])
{
    data_source_folder(folder, app->session.settings.data);
}

bool app_save_settings(struct app *app, struct status *status)
{
    return remembering_save(&app->session.remembering, &app->session.settings, status);
}
