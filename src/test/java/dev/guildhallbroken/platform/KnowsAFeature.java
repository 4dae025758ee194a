package dev.guildhallbroken.platform;

import dev.guildhallbroken.worker.UsesALowerTier;

class KnowsAFeature {
  UsesALowerTier feature;
}
