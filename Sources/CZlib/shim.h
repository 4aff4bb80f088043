/* SPDX-License-Identifier: Apache-2.0 */
/* What Swift cannot import from zlib: a function-like macro. */
#ifndef CHANCERY_CZLIB_SHIM_H
#define CHANCERY_CZLIB_SHIM_H

#include <zlib.h>

static inline int shim_inflateInit2(z_stream *stream, int window_bits) {
    return inflateInit2(stream, window_bits);
}

#endif
