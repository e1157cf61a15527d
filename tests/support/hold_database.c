/* SPDX-License-Identifier: Apache-2.0 */
/* hold_database SOURCE -- takes the right to write and keeps it until standard input ends; says "held" once it
 * has. */
#include "store/db.h"

#include <stdio.h>

int main(int argc, char **argv)
{
    struct db *db CLEANUP(db_close_at) = NULL;
    struct db_tx *tx CLEANUP(db_tx_end_at) = NULL;

    if (argc != 2 || db_open(str_of(argv[1]), DB_READ_WRITE, &db) != ST_OK)
        return 1;
    for (int tries = 0; db_tx_begin(db, &tx) != ST_OK; tries++)
        if (tries == 10)
            return 1;
    puts("held");
    fflush(stdout);
    while (getchar() != EOF)
        ;
    return 0;
}
