/**
 * What is ordered: guideline, template, price, budget. Its tables are project, guideline and
 * guideline_acknowledgement.
 */
@NullMarked
package dev.guildhall.project;

import org.jspecify.annotations.NullMarked;
