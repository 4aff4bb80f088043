/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CHANCERY_CLIBXML_SHIM_H
#define CHANCERY_CLIBXML_SHIM_H

/* Foundation brings an ICU of its own, whose types another's would contradict; nothing of it is used here. */
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED
#include <libxml/HTMLparser.h>
#include <string.h>

typedef void (*shim_start)(void *data, const xmlChar *name, const xmlChar **attributes);
typedef void (*shim_end)(void *data, const xmlChar *name);
typedef void (*shim_text)(void *data, const xmlChar *bytes, int count);

/* Only these are told of what is read; no tree is made, and nothing is printed. */
static inline void shim_set_handlers(
    htmlParserCtxtPtr context, void *data, shim_start start, shim_end end, shim_text text
) {
    memset(context->sax, 0, sizeof *context->sax);
    context->sax->startElement = start;
    context->sax->endElement = end;
    context->sax->characters = text;
    context->sax->ignorableWhitespace = text;
    context->sax->initialized = 1;
    context->userData = data;
}

/* Where the parser stands, the first line being 1; 0 where it stands nowhere. */
static inline int shim_line(htmlParserCtxtPtr context) {
    return context->input ? context->input->line : 0;
}

#endif
