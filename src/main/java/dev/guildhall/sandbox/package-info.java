/**
 * Strangers' programs, run against the tests of an item in a process of their own.
 *
 * <p>The process is a Java machine with GraalJS and a few classes of this package ({@link Child},
 * {@link Calls}, {@link Answer}, {@link JsonText}), which use nothing else of the house and nothing
 * beyond the JDK and the engine: they are all of us that is on its class path. It is given a
 * program and arguments, never what is expected: answers are compared here, after the program is
 * gone.
 *
 * <p>Easy to get wrong: giving the child more than arguments; showing what a program says under a
 * hidden test, which may be the test's arguments; using a child twice; believing a line without the
 * number that this run was given; a new class of the child that is missing from {@link ChildFiles}.
 */
@NullMarked
package dev.guildhall.sandbox;

import org.jspecify.annotations.NullMarked;
