# Run by cpack on what was installed for a package, before it is packed (package.cmake): Debian's policy
# compresses pages and changes, has the licence in a file of its own form, and shells that look elsewhere.
if(NOT CPACK_GENERATOR STREQUAL DEB)
    return()
endif()
file(GLOB shares ${CPACK_TEMPORARY_INSTALL_DIRECTORY}/usr/share
    ${CPACK_TEMPORARY_INSTALL_DIRECTORY}/*/usr/share)
foreach(share ${shares})
    if(NOT EXISTS ${share}/doc/lenetpad/CHANGELOG.md)
        continue()
    endif()
    file(RENAME ${share}/doc/lenetpad/CHANGELOG.md ${share}/doc/lenetpad/changelog)
    file(RENAME ${share}/doc/lenetpad/LICENSE ${share}/doc/lenetpad/copyright)
    file(READ ${share}/doc/lenetpad/copyright licence)
    string(REGEX REPLACE "^MIT License\n\nCopyright \\(c\\) ([^\n]*)\n\n" "" licence "${licence}")
    set(holder "${CMAKE_MATCH_1}")
    string(STRIP "${licence}" licence)
    string(REPLACE "\n\n" "\n.\n" licence "${licence}")
    string(REPLACE "\n" "\n " licence "${licence}")
    file(WRITE ${share}/doc/lenetpad/copyright
"Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: LeNet Pad
Comment: What the weights were trained on, and who made it, is in CREDITS.md.

Files: *
Copyright: ${holder}
License: Expat
 ${licence}
")
    # With a revision of the package the changes of the packaging have a file of their own.
    string(TIMESTAMP today "%a, %d %b %Y %H:%M:%S +0000" UTC) # or of SOURCE_DATE_EPOCH
    file(WRITE ${share}/doc/lenetpad/changelog.Debian
"lenetpad (${CPACK_PACKAGE_VERSION}-${CPACK_DEBIAN_PACKAGE_RELEASE}) unstable; urgency=medium

  * Made by cpack from the sources; what has changed in them is in changelog.gz.

 -- ${CPACK_PACKAGE_CONTACT}  ${today}
")
    # There is no bug tracker in which it was asked for.
    file(WRITE ${share}/lintian/overrides/lenetpad "lenetpad: initial-upload-closes-no-bugs *\n")
    file(GLOB pages ${share}/man/man1/*.1)
    execute_process(COMMAND gzip -9n ${share}/doc/lenetpad/changelog ${share}/doc/lenetpad/changelog.Debian
        ${pages} COMMAND_ERROR_IS_FATAL ANY)
    if(EXISTS ${share}/zsh/site-functions)
        file(RENAME ${share}/zsh/site-functions ${share}/zsh/vendor-completions)
    endif()
    set(documents ${share}/doc/lenetpad)
endforeach()

# The library's packages are of the same sources, and each says so by itself.
foreach(pair library:${CPACK_LENETPAD_LIBRARY} development:liblenetpad-dev)
    string(REGEX MATCH "^([a-z]+):(.*)$" pair ${pair})
    set(usr ${CPACK_TEMPORARY_INSTALL_DIRECTORY}/${CMAKE_MATCH_1}/usr)
    set(share ${usr}/share)
    set(package ${CMAKE_MATCH_2})
    if(NOT documents OR NOT EXISTS ${usr})
        continue()
    endif()
    # Where whoever compiles for another machine looks, too; it is as far below the prefix.
    if(EXISTS ${usr}/lib/pkgconfig)
        file(MAKE_DIRECTORY ${share})
        file(RENAME ${usr}/lib/pkgconfig ${share}/pkgconfig)
    endif()
    file(COPY ${documents}/copyright ${documents}/changelog.gz ${documents}/changelog.Debian.gz
        DESTINATION ${share}/doc/${package})
    set(accepted "${package}: initial-upload-closes-no-bugs *\n")
    if(CMAKE_MATCH_1 STREQUAL library) # cpack writes that script; the trigger is there as well
        string(APPEND accepted "${package}: maintscript-calls-ldconfig *\n")
    endif()
    file(WRITE ${share}/lintian/overrides/${package} "${accepted}")
endforeach()
