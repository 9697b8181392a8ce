# Run while installing (app/install.cmake): writes the desktop entry `to` from `from`, for the prefix that
# is installed to, which may be another than the one that was configured. A desktop looks up a bare name
# in the PATH of the session, in which ~/.local/bin or /opt/lenetpad/bin need not be.
function(write_desktop_entry from to bin)
    if(CMAKE_INSTALL_PREFIX MATCHES "^/usr(/local)?/?$")
        set(LENETPAD_EXEC lenetpad)
    else()
        get_filename_component(path "${CMAKE_INSTALL_PREFIX}/${bin}/lenetpad" ABSOLUTE)
        # As the Desktop Entry Specification quotes: first for Exec, then for the string that it is.
        string(REGEX REPLACE "([\"`$\\])" "\\\\\\1" path "${path}")
        string(REPLACE "\\" "\\\\" path "${path}")
        string(REPLACE "%" "%%" path "${path}")
        set(LENETPAD_EXEC "\"${path}\"")
    endif()
    configure_file("${from}" "${to}" @ONLY)
endfunction()
