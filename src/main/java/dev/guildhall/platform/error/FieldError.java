package dev.guildhall.platform.error;

/**
 * One thing wrong with a request.
 *
 * @param pointer a JSON pointer into the body, or {@code ?name}, {@code header:Name}, {@code
 *     path:name}
 * @param code stable, such as {@code required} or {@code pattern}
 * @param detail what is wrong and how to mend it, for a person
 */
public record FieldError(String pointer, String code, String detail) {}
