# The library as other programs get it: liblenetpad.so, liblenetpad.a, their header, and what leads
# pkg-config and CMake to them. Both are linked from the objects of nn that the public header's functions
# reach; nothing is compiled a second time.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

# Beside nothing else, so that a program of the same build finds it as an installed one does.
configure_file(lenetpad.h ${CMAKE_CURRENT_BINARY_DIR}/include/lenetpad.h COPYONLY)
set(PUBLIC_INCLUDE $<BUILD_INTERFACE:${CMAKE_CURRENT_BINARY_DIR}/include>
    $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)

# ---- shared --------------------------------------------------------------------------------------

add_library(lenetpad-shared SHARED $<TARGET_OBJECTS:lenetpad_door>)
add_library(lenetpad::lenetpad ALIAS lenetpad-shared)
target_include_directories(lenetpad-shared INTERFACE ${PUBLIC_INCLUDE})
target_link_libraries(lenetpad-shared PRIVATE $<BUILD_INTERFACE:nn>)
set_target_properties(lenetpad-shared PROPERTIES OUTPUT_NAME lenetpad EXPORT_NAME lenetpad
    LINKER_LANGUAGE C VERSION ${PROJECT_VERSION} SOVERSION ${PROJECT_VERSION_MAJOR})
if(UNIX AND NOT APPLE)
    target_link_options(lenetpad-shared PRIVATE
        -Wl,--version-script=${CMAKE_CURRENT_SOURCE_DIR}/lenetpad.map -Wl,--as-needed -Wl,-z,defs)
    set_target_properties(lenetpad-shared PROPERTIES
        LINK_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/lenetpad.map)
endif()

# ---- static --------------------------------------------------------------------------------------

# One object, whose names are local but for the public ones: an embedder may have a `file_read` of its own.
if(CMAKE_OBJCOPY AND UNIX AND NOT APPLE)
    set(STATIC_OBJECT ${CMAKE_CURRENT_BINARY_DIR}/lenetpad${CMAKE_C_OUTPUT_EXTENSION})
    separate_arguments(LINK_WITH UNIX_COMMAND "${CMAKE_C_FLAGS}")
    if(CMAKE_C_COMPILER_ID STREQUAL GNU AND CMAKE_C_FLAGS MATCHES "-flto")
        list(APPEND LINK_WITH -flinker-output=nolto-rel) # machine code, whose names objcopy sees
    endif()
    add_custom_command(OUTPUT ${STATIC_OBJECT}
        COMMAND ${CMAKE_C_COMPILER} ${LINK_WITH} -r -nostdlib -o ${STATIC_OBJECT}.tmp
            $<TARGET_OBJECTS:lenetpad_door> $<TARGET_FILE:nn>
        COMMAND ${CMAKE_OBJCOPY} --localize-hidden ${STATIC_OBJECT}.tmp ${STATIC_OBJECT}
        COMMAND ${CMAKE_COMMAND} -E rm ${STATIC_OBJECT}.tmp
        DEPENDS nn $<TARGET_OBJECTS:lenetpad_door> COMMAND_EXPAND_LISTS VERBATIM
        COMMENT "Linking the objects of liblenetpad.a")
    set_source_files_properties(${STATIC_OBJECT} PROPERTIES EXTERNAL_OBJECT ON GENERATED ON)
else() # all names stay global; nn/README.md lists their prefixes
    get_target_property(STATIC_OBJECT nn SOURCES)
    list(FILTER STATIC_OBJECT INCLUDE REGEX TARGET_OBJECTS)
    list(APPEND STATIC_OBJECT $<TARGET_OBJECTS:nn>)
endif()
add_library(lenetpad-static STATIC ${STATIC_OBJECT})
add_library(lenetpad::static ALIAS lenetpad-static)
target_include_directories(lenetpad-static INTERFACE ${PUBLIC_INCLUDE})
# By their paths within a build: imported targets are seen only in the folder that looked for them.
target_link_libraries(lenetpad-static INTERFACE
    "$<BUILD_INTERFACE:${ZLIB_LIBRARIES};${CJSON_LINK_LIBRARIES};${CMAKE_THREAD_LIBS_INIT}>"
    "$<INSTALL_INTERFACE:ZLIB::ZLIB;PkgConfig::LENETPAD_CJSON;Threads::Threads>" m)
set_target_properties(lenetpad-static PROPERTIES OUTPUT_NAME lenetpad EXPORT_NAME static
    LINKER_LANGUAGE C)

if(NOT LENETPAD_INSTALL)
    return()
endif()

# ---- what is installed ---------------------------------------------------------------------------

set(CMAKE_PACKAGE ${CMAKE_INSTALL_LIBDIR}/cmake/lenetpad)
install(TARGETS lenetpad-shared EXPORT lenetpad-shared
    LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT library NAMELINK_COMPONENT development
    RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT library
    ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT development)
install(TARGETS lenetpad-static EXPORT lenetpad-static
    ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT development)
install(FILES lenetpad.h DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} COMPONENT development)

# The shipped weights, which the program installs where it is built.
if(NOT LENETPAD_APP)
    install(FILES ${PROJECT_SOURCE_DIR}/assets/lenet5.safetensors
        DESTINATION ${CMAKE_INSTALL_DATADIR}/lenetpad COMPONENT library)
endif()

# Two files, so that whoever links the shared library needs no cJSON to develop with.
foreach(kind shared static)
    install(EXPORT lenetpad-${kind} NAMESPACE lenetpad:: DESTINATION ${CMAKE_PACKAGE}
        COMPONENT development)
endforeach()
configure_package_config_file(lenetpad-config.cmake.in lenetpad-config.cmake
    INSTALL_DESTINATION ${CMAKE_PACKAGE})
write_basic_package_version_file(lenetpad-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/lenetpad-config.cmake
    ${CMAKE_CURRENT_BINARY_DIR}/lenetpad-config-version.cmake
    DESTINATION ${CMAKE_PACKAGE} COMPONENT development)

# From where the .pc file stands up to the prefix: the installed tree may be moved.
file(RELATIVE_PATH PC_TO_PREFIX ${CMAKE_INSTALL_FULL_LIBDIR}/pkgconfig ${CMAKE_INSTALL_PREFIX})
string(REGEX REPLACE "/$" "" PC_TO_PREFIX "${PC_TO_PREFIX}")
file(RELATIVE_PATH PC_LIB ${CMAKE_INSTALL_PREFIX} ${CMAKE_INSTALL_FULL_LIBDIR})
file(RELATIVE_PATH PC_DATA ${CMAKE_INSTALL_PREFIX} ${CMAKE_INSTALL_FULL_DATADIR})
file(RELATIVE_PATH PC_INCLUDE ${CMAKE_INSTALL_PREFIX} ${CMAKE_INSTALL_FULL_INCLUDEDIR})
configure_file(lenetpad.pc.in lenetpad.pc @ONLY)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/lenetpad.pc
    DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig COMPONENT development)
