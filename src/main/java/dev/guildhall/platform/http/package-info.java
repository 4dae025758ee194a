/**
 * HTTP as the contract describes it: {@link dev.guildhall.platform.http.ContractRouter} binds each
 * operation of the OpenAPI document to a handler and checks access, limits, headers, parameters and
 * bodies before the handler is called.
 */
@NullMarked
package dev.guildhall.platform.http;

import org.jspecify.annotations.NullMarked;
