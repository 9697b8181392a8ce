// Which pictures are read, in words and as the endings of names: the one list, for the reader, the
// file dialog and the messages. picture.c has the table of their decoders.
#ifndef APP_PICTURES_PICTURE_KINDS_H
#define APP_PICTURES_PICTURE_KINDS_H

#define PICTURE_KINDS "PNG, JPEG, BMP, GIF, WebP and PNM"
#define PICTURE_ENDINGS ".png .jpg .jpeg .jpe .jfif .bmp .dib .gif .webp .pbm .pgm .ppm .pnm"

#endif
