# What the program prints about itself, as files to be installed: targets manual and completions, which
# are part of a build. The program has to run on the machine that builds it.
if(CMAKE_CROSSCOMPILING AND NOT CMAKE_CROSSCOMPILING_EMULATOR)
    return()
endif()

set(COMMAND_LIST ${CMAKE_CURRENT_SOURCE_DIR}/commands/command.h)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${COMMAND_LIST})
file(READ ${COMMAND_LIST} rows)
string(REGEX MATCHALL "\n    row\\([a-z]+" COMMAND_NAMES "${rows}")
list(TRANSFORM COMMAND_NAMES REPLACE "^.*\\(" "")

# What the loaded desktop module leaves behind is no leak of these.
function(print_file output)
    add_custom_command(OUTPUT ${output}
        COMMAND ${CMAKE_COMMAND} -E env ASAN_OPTIONS=detect_leaks=0 $<TARGET_FILE:lenetpad> ${ARGN} > ${output}
        DEPENDS lenetpad lenetpad-desktop VERBATIM)
endfunction()

set(MAN_FOLDER ${CMAKE_BINARY_DIR}/man)
set(COMPLETION_FOLDER ${CMAKE_BINARY_DIR}/completions)
file(MAKE_DIRECTORY ${MAN_FOLDER} ${COMPLETION_FOLDER})

set(MAN_PAGES ${MAN_FOLDER}/lenetpad.1)
print_file(${MAN_FOLDER}/lenetpad.1 help --man)
foreach(name ${COMMAND_NAMES})
    list(APPEND MAN_PAGES ${MAN_FOLDER}/lenetpad-${name}.1)
    print_file(${MAN_FOLDER}/lenetpad-${name}.1 help --man ${name})
endforeach()
add_custom_target(manual ALL DEPENDS ${MAN_PAGES})

print_file(${COMPLETION_FOLDER}/lenetpad.bash completion bash)
print_file(${COMPLETION_FOLDER}/_lenetpad completion zsh)
print_file(${COMPLETION_FOLDER}/lenetpad.fish completion fish)
add_custom_target(completions ALL DEPENDS ${COMPLETION_FOLDER}/lenetpad.bash
    ${COMPLETION_FOLDER}/_lenetpad ${COMPLETION_FOLDER}/lenetpad.fish)
