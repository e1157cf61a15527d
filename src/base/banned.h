/* SPDX-License-Identifier: Apache-2.0 */
/* banned -- functions that do not compile here; force-included into every file of the product. */
#ifndef BASE_BANNED_H
#define BASE_BANNED_H

#pragma GCC poison strcpy strcat sprintf vsprintf strtok gets alloca strdup strndup localtime gmtime ctime asctime atoi atol

#endif
