/** Content-filter policies and blocklists as data: built in, declared, or made by the management API. Nothing filters by them yet. */
@NullMarked
package dev.sprue.gateway.control.policies;

import org.jspecify.annotations.NullMarked;
