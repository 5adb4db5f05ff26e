/** Step five, infer: calls to whatever serves a model. One package below this one for each upstream dialect. */
@NullMarked
package dev.sprue.gateway.providers;

import org.jspecify.annotations.NullMarked;
