/** What is kept on disk between two starts: files that only this user may read, written whole or not at all. */
@NullMarked
package dev.sprue.gateway.store;

import org.jspecify.annotations.NullMarked;
