# The .deb: `cpack -G DEB` in the build folder. What Debian wants otherwise than `cmake --install` lays it
# down is changed by package_deb.cmake, between the two.
set(CPACK_PACKAGE_NAME lenetpad)
set(CPACK_PACKAGE_VENDOR "the LeNet Pad authors")
set(CPACK_PACKAGE_CONTACT "the LeNet Pad authors <lenetpad@users.noreply.github.com>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "draw a digit and watch LeNet-5 read it")
set(CPACK_PACKAGE_DESCRIPTION
"A window where you draw a digit with the mouse, and a convolutional
network reads it while the stroke is still moving. Every unit of every layer
is on the screen at once, and every value can be followed back to the pixels
that it came from.
.
The network can be trained on MNIST, on built-in practice digits or on your
own hand, while you go on drawing; and all of it without a window, as commands.")
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_COMPONENTS_ALL program)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_NAME lenetpad)
set(CPACK_COMPONENT_PROGRAM_DESCRIPTION "${CPACK_PACKAGE_DESCRIPTION}")
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_DEPENDS fonts-dejavu-core)
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS ca-certificates)
set(CPACK_STRIP_FILES ON)
set(CPACK_PRE_BUILD_SCRIPTS ${CMAKE_CURRENT_LIST_DIR}/package_deb.cmake)
set(CPACK_LENETPAD_SOURCE ${CMAKE_SOURCE_DIR})
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
    OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
include(CPack)
