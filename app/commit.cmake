# Which commit a build is of, for `lenetpad --version`: cmake -DSOURCE=DIR -DOUTPUT=FILE.c -P commit.cmake.
# It runs with every build, and writes only what has changed. Nothing is said, and no commit named, where
# git is missing, or refuses (a folder of another user's), or the sources came without it; a repository
# that they merely lie in is not theirs.
set(COMMIT "")
foreach(variable GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE GIT_PREFIX) # of a hook that builds
    unset(ENV{${variable}})
endforeach()
set(ENV{GIT_OPTIONAL_LOCKS} 0)

# The answer in `output`; false if there is none.
function(ask_git output)
    execute_process(COMMAND git ${ARGN} WORKING_DIRECTORY ${SOURCE} RESULT_VARIABLE result
        OUTPUT_VARIABLE answer ERROR_QUIET OUTPUT_STRIP_TRAILING_WHITESPACE)
    set(${output} "${answer}" PARENT_SCOPE)
    set(answered FALSE PARENT_SCOPE)
    if(result EQUAL 0)
        set(answered TRUE PARENT_SCOPE)
    endif()
endfunction()

ask_git(way_up rev-parse --show-cdup) # nothing, where the repository begins
if(answered AND way_up STREQUAL "")
    ask_git(commit rev-parse --short=7 --verify HEAD)
    if(answered)
        set(COMMIT "${commit}")
        ask_git(changes status --porcelain --untracked-files=no)
        if(answered AND NOT changes STREQUAL "")
            string(APPEND COMMIT ", changed")
        endif()
    endif()
endif()

set(text "// Made by app/commit.cmake.\n#include \"app/commands/program/commit.h\"\n
const char program_commit[] = \"${COMMIT}\";\n")
if(EXISTS ${OUTPUT})
    file(READ ${OUTPUT} before)
endif()
if(NOT "${text}" STREQUAL "${before}")
    file(WRITE ${OUTPUT} "${text}")
endif()
