// What every run needs, so that none of the ways to begin one forgets it: a way back to the weights
// before, a whole path, threads that leave the window its own.
#include "app/session/weights/run_start.h"
#include "app/session/weights/looking_back.h"
#include "app/session/weights/weights.h"
#include "app/training/data_source.h"
#include <stdio.h>
#include <string.h>

void run_start_name_data(char name[PATH_SIZE], const struct run_setup *setup)
{
    enum run_part_kind kind = run_setup_tested(setup);
    if (kind == RUN_PART_MNIST)
        run_setup_mnist_folder(name, setup);
    else
        snprintf(name, PATH_SIZE, "%s",
                 kind == RUN_PART_FOLDER ? setup->part[kind].path : DATA_SOURCE_PRACTICE);
}

void run_start(struct session *session, struct trainer_job *job)
{
    char data[PATH_SIZE];
    int processors = threads_processors();
    looking_back_end(session);
    session->looking.past = false;
    weights_keep_before(session);
    session_end_operations(session);
    if (!data_source_is_practice(job->data) && path_absolute(data, job->data, NULL))
        memcpy(job->data, data, PATH_SIZE); // a run may be continued from another folder
    job->threads = processors > 1 ? processors - 1 : 1;
    if (job->by_setup && job->setup.threads > 0)
        job->threads = job->setup.threads;
    snprintf(job->library, PATH_SIZE, "%s", session->past.library);
    session->run_by_setup = job->resume ? session->kept.origin.set_up : job->by_setup;
    session->run_setup = job->resume ? session->kept.origin.setup : job->setup;
    trainer_get_progress(session->trainer, &session->progress);
    session->trainer_generation =
        session->progress.generation; // the weights before are not its own
    trainer_start(session->trainer, job);
    trainer_get_progress(session->trainer, &session->progress);
    session->progress.phase = TRAINER_LOADING; // a run that is over already is news, too
    session->follow_trainer = true;
    session->settings.show_training = true;
    session->changed = true;
}
