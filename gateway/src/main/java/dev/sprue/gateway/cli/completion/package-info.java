/** Scripts by which shells complete the command line, made from the commands themselves. */
@NullMarked
package dev.sprue.gateway.cli.completion;

import org.jspecify.annotations.NullMarked;
