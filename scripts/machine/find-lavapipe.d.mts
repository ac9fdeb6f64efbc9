export function findLavapipe(): string;
export function lavapipeEnvironment(): NodeJS.ProcessEnv;
