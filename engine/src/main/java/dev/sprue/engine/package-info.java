/** The built-in models and the worker process that serves them; nothing here knows the gateway. */
@NullMarked
package dev.sprue.engine;

import org.jspecify.annotations.NullMarked;
