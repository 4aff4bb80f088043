/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CHANCERY_CALLOCATOR_SHIM_H
#define CHANCERY_CALLOCATOR_SHIM_H

#include <malloc.h>

#endif
