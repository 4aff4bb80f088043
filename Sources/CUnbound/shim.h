/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CHANCERY_CUNBOUND_SHIM_H
#define CHANCERY_CUNBOUND_SHIM_H

#include <unbound.h>

#endif
