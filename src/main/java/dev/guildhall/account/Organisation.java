package dev.guildhall.account;

/**
 * An organisation as one of its members sees it.
 *
 * @param role of that member
 */
public record Organisation(OrganisationId id, String name, OrganisationKind kind, Role role) {}
