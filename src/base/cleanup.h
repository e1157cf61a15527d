/* SPDX-License-Identifier: Apache-2.0 */
/* cleanup -- closes a handle when its variable goes out of scope.
 *     struct db_tx *tx CLEANUP(db_tx_end_at) = NULL;
 * `function` takes the variable's address and accepts a NULL inside. For handles, never for memory. */
#ifndef BASE_CLEANUP_H
#define BASE_CLEANUP_H

#define CLEANUP(function) __attribute__((cleanup(function)))

#endif
