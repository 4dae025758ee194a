package dev.guildhallbroken.worker;

import dev.guildhallbroken.task.Loose;

public class UsesALowerTier {
  Loose lower;
}
