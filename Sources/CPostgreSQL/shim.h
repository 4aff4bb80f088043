/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CHANCERY_CPOSTGRESQL_SHIM_H
#define CHANCERY_CPOSTGRESQL_SHIM_H

#include <libpq-fe.h>

#endif
