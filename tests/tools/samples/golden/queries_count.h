/* Made by sql2c: how many statements there are, for the connection's cache. */
#ifndef QUERIES_COUNT_H
#define QUERIES_COUNT_H

enum { QUERY_COUNT = 5 };

#endif
