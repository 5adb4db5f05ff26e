/** The little HTTP/1.1 and server-sent events that generator and upstream need, incremental and without garbage. */
@NullMarked
package dev.sprue.bench.wire;

import org.jspecify.annotations.NullMarked;
