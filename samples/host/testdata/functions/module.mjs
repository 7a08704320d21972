export const handler = async () => 'from an ES module';
