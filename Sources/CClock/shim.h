/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CHANCERY_CCLOCK_SHIM_H
#define CHANCERY_CCLOCK_SHIM_H

#include <sys/timex.h>

/* Whether a time service keeps the kernel's clock (adjtimex(2), which changes nothing here): 1 or 0, -1 where it is not said. */
static inline int shim_clock_is_kept(void) {
    struct timex clock = {0};
    int state = adjtimex(&clock);
    if (state < 0) return -1;
    return state != TIME_ERROR && !(clock.status & STA_UNSYNC);
}

#endif
