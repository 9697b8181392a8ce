# What `cmake --install` lays down: the program as a desktop expects it. The files themselves are in
# assets/desktop and assets/icons; the .deb is made of the same (assets/desktop/package.cmake).
set(DESKTOP_FILES ${CMAKE_SOURCE_DIR}/assets/desktop)
set(DESKTOP_BUILT ${CMAKE_BINARY_DIR}/desktop)
set(METAINFO io.github.lenetpad.LeNetPad.metainfo.xml)

function(install_program folder)
    install(FILES ${ARGN} DESTINATION ${folder} COMPONENT program)
endfunction()

install(TARGETS lenetpad RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT program)
install(TARGETS lenetpad-desktop LIBRARY DESTINATION ${MODULE_INSTALL_FOLDER} COMPONENT program)
install_program(${CMAKE_INSTALL_DATADIR}/lenetpad ${CMAKE_SOURCE_DIR}/assets/lenet5.safetensors)
install(DIRECTORY ${CMAKE_SOURCE_DIR}/assets/languages COMPONENT program
    DESTINATION ${CMAKE_INSTALL_DATADIR}/lenetpad FILES_MATCHING PATTERN "*.po")

# The releases of CHANGELOG.md ("## 1.2.3 - 2026-01-31"), which is the one place that knows them.
file(STRINGS ${CMAKE_SOURCE_DIR}/CHANGELOG.md released REGEX "^## [0-9.]+ - [0-9-]+$")
set_property(DIRECTORY ${CMAKE_SOURCE_DIR} APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS
    ${CMAKE_SOURCE_DIR}/CHANGELOG.md)
set(LENETPAD_RELEASES "")
if(released)
    list(TRANSFORM released REPLACE "^## ([0-9.]+) - ([0-9-]+)$"
        "    <release version=\"\\1\" date=\"\\2\"/>\n")
    string(CONCAT LENETPAD_RELEASES "  <releases>\n" ${released} "  </releases>\n")
endif()
configure_file(${DESKTOP_FILES}/${METAINFO}.in ${DESKTOP_BUILT}/${METAINFO} @ONLY)
install_program(${CMAKE_INSTALL_DATADIR}/metainfo ${DESKTOP_BUILT}/${METAINFO})

# A prefix that nobody's PATH knows is no reason not to start: only a system's own is left out.
install(CODE "include([[${DESKTOP_FILES}/entry.cmake]])
    write_desktop_entry([[${DESKTOP_FILES}/lenetpad.desktop.in]] [[${DESKTOP_BUILT}/lenetpad.desktop]]
        [[${CMAKE_INSTALL_BINDIR}]])"
    COMPONENT program)
install_program(${CMAKE_INSTALL_DATADIR}/applications ${DESKTOP_BUILT}/lenetpad.desktop)
install_program(${CMAKE_INSTALL_DATADIR}/mime/packages ${DESKTOP_FILES}/lenetpad.xml)

set(ICONS ${CMAKE_SOURCE_DIR}/assets/icons)
install_program(${CMAKE_INSTALL_DATADIR}/icons/hicolor/scalable/apps ${ICONS}/lenetpad.svg)
foreach(side 16 22 24 32 48 64 128 256)
    install(FILES ${ICONS}/lenetpad-${side}.png RENAME lenetpad.png COMPONENT program
        DESTINATION ${CMAKE_INSTALL_DATADIR}/icons/hicolor/${side}x${side}/apps)
endforeach()

install_program(${CMAKE_INSTALL_DOCDIR} ${CMAKE_SOURCE_DIR}/README.md ${CMAKE_SOURCE_DIR}/CHANGELOG.md
    ${CMAKE_SOURCE_DIR}/CREDITS.md ${CMAKE_SOURCE_DIR}/LICENSE)

# Printed by the program itself when it is built (manual.cmake), unless it cannot run here.
if(TARGET manual)
    install(DIRECTORY ${CMAKE_BINARY_DIR}/man/ COMPONENT program
        DESTINATION ${CMAKE_INSTALL_MANDIR}/man1 FILES_MATCHING PATTERN "*.1")
    set(COMPLETIONS ${CMAKE_BINARY_DIR}/completions)
    install(FILES ${COMPLETIONS}/lenetpad.bash RENAME lenetpad COMPONENT program
        DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions)
    install(FILES ${COMPLETIONS}/_lenetpad COMPONENT program
        DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/site-functions)
    install(FILES ${COMPLETIONS}/lenetpad.fish COMPONENT program
        DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)
endif()

# All that is needed for it, and no test.
add_custom_target(install_files DEPENDS lenetpad)
if(TARGET manual)
    add_dependencies(install_files manual completions)
endif()
