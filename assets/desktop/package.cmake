# The .deb of the program, and those of the library: `cpack -G DEB` in the build folder, once package_files is
# built. What Debian wants otherwise than `cmake --install` lays it down is changed by package_deb.cmake,
# between the two.
set(CPACK_PACKAGE_NAME lenetpad)
set(CPACK_PACKAGE_VENDOR "the LeNet Pad authors")
set(CPACK_PACKAGE_CONTACT "the LeNet Pad authors <lenetpad@users.noreply.github.com>")
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
set(CPACK_STRIP_FILES ON)
set(CPACK_PRE_BUILD_SCRIPTS ${CMAKE_CURRENT_LIST_DIR}/package_deb.cmake)
set(CPACK_LENETPAD_SOURCE ${CMAKE_SOURCE_DIR})
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
    OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)

# ---- the program ---------------------------------------------------------------------------------

set(CPACK_COMPONENTS_ALL program)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_NAME lenetpad)
set(CPACK_DEBIAN_PROGRAM_DESCRIPTION
"draw a digit and watch LeNet-5 read it
A window where you draw a digit with the mouse, and a convolutional
network reads it while the stroke is still moving. Every unit of every layer
is on the screen at once, and every value can be followed back to the pixels
that it came from.
.
The network can be trained on MNIST, on built-in practice digits or on your
own hand, while you go on drawing; and all of it without a window, as commands.")
set(CPACK_DEBIAN_PROGRAM_PACKAGE_SECTION science)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_DEPENDS fonts-dejavu-core)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_RECOMMENDS ca-certificates)

# ---- the library, as Debian splits it: what programs run with, and what they are built with ------

add_custom_target(package_files DEPENDS install_files)
if(TARGET lenetpad-shared)
    list(APPEND CPACK_COMPONENTS_ALL library development)
    add_dependencies(package_files lenetpad-shared lenetpad-static)
endif()
set(about_library
"It reads digits from strokes, drawn pictures and photographs, says how far
each reading can be trusted, and trains. It has one header, and knows no
window. Whoever calls it names a model; the package lenetpad has one.")
set(CPACK_LENETPAD_LIBRARY liblenetpad${PROJECT_VERSION_MAJOR})
set(CPACK_DEBIAN_LIBRARY_PACKAGE_NAME ${CPACK_LENETPAD_LIBRARY})
set(CPACK_DEBIAN_LIBRARY_DESCRIPTION "handwritten digits read by LeNet-5 (library)\n${about_library}")
set(CPACK_DEBIAN_LIBRARY_PACKAGE_SECTION libs)
set(CPACK_DEBIAN_LIBRARY_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_LIBRARY_PACKAGE_SUGGESTS lenetpad)
# Before 1.0 any release may change what is in it.
set(CPACK_LENETPAD_RELEASE "(= ${PROJECT_VERSION}-${CPACK_DEBIAN_PACKAGE_RELEASE})")
file(WRITE ${CMAKE_BINARY_DIR}/desktop/shlibs
    "liblenetpad ${PROJECT_VERSION_MAJOR} ${CPACK_LENETPAD_LIBRARY} ${CPACK_LENETPAD_RELEASE}\n")
file(WRITE ${CMAKE_BINARY_DIR}/desktop/triggers "activate-noawait ldconfig\n")
set(CPACK_DEBIAN_LIBRARY_PACKAGE_CONTROL_EXTRA
    ${CMAKE_BINARY_DIR}/desktop/shlibs ${CMAKE_BINARY_DIR}/desktop/triggers)

set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_NAME liblenetpad-dev)
set(CPACK_DEBIAN_DEVELOPMENT_DESCRIPTION
"handwritten digits read by LeNet-5 (development files)
${about_library}
.
This is what programs are built with: the header, the library to be linked,
shared and static, and what leads pkg-config and CMake to them.")
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_DEPENDS
    "${CPACK_LENETPAD_LIBRARY} ${CPACK_LENETPAD_RELEASE}, libcjson-dev, zlib1g-dev")
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_SUGGESTS lenetpad)

include(CPack)
