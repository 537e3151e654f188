// Preloaded into a task's process: an agent that names no temporary folder.
delete process.env.AGENT_TEMPDIRECTORY;
