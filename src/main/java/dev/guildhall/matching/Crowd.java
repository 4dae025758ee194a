package dev.guildhall.matching;

import dev.guildhall.eligibility.Applicant;
import java.util.List;

/** Those who are here, or some of them, and how many each stands for. */
public record Crowd(List<Applicant> people, double each) {}
