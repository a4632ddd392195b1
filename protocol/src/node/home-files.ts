/**
 * In a guard's folder: its fence was lost or is an old copy, and an engineer asks that the agents
 * tell where it is to go on (S4). The guard removes it when that is durable.
 */
export const resyncFile = "fence.resync";
