// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <spawn.h>

/* The C library has these two, and shows them to those alone who ask for all of GNU's. */
int posix_spawn_file_actions_addclosefrom_np(posix_spawn_file_actions_t *actions, int from);
int posix_spawn_file_actions_addchdir_np(posix_spawn_file_actions_t *actions, const char *path);
