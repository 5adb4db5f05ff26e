/** The engine worker: a process that serves the built-in models over HTTP on loopback. */
@NullMarked
package dev.sprue.engine.worker;

import org.jspecify.annotations.NullMarked;
