/** How the command line speaks with a running service: where it is, whom it trusts, what it answers. */
@NullMarked
package dev.sprue.gateway.cli.management;

import org.jspecify.annotations.NullMarked;
