/** The published specifications of the API as judges of real answers; for the tests of every module. */
@NullMarked
package dev.sprue.specification;

import org.jspecify.annotations.NullMarked;
