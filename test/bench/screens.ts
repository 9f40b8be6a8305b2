export async function benchScreens(_work: string): Promise<void> {}
